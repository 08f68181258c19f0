"""What the load generator must reach, what it was seen to reach, and whether that is enough: one table of all goals."""


class Goals:
    """Collects judgements in the order in which they are made; ``print_table`` shows them, ``are_met`` sums them up."""

    def __init__(self):
        self.rows = []

    def at_most(self, what, seen, wanted, unit):
        self._judge(what, seen, f"at most {_number(wanted)} {unit}", unit, seen <= wanted)

    def at_least(self, what, seen, wanted, unit):
        self._judge(what, seen, f"at least {_number(wanted)} {unit}", unit, seen >= wanted)

    def within(self, what, seen, wanted, tolerance, unit):
        self._judge(what, seen, f"{_number(wanted)} ± {_number(tolerance)} {unit}", unit, abs(seen - wanted) <= tolerance)

    def equal(self, what, seen, wanted, unit):
        self._judge(what, seen, f"{_number(wanted)} {unit}", unit, seen == wanted)

    def not_judged(self, what, why):
        """A goal that nobody measured is not reached."""
        self.rows.append((what, "-", why, False))

    def _judge(self, what, seen, wanted, unit, is_met):
        self.rows.append((what, f"{_number(seen)} {unit}", wanted, bool(is_met)))

    def are_met(self):
        return bool(self.rows) and all(is_met for *_, is_met in self.rows)

    def print_table(self):
        met = sum(is_met for *_, is_met in self.rows)
        print(f"\nGoals reached: {met} of {len(self.rows)}\n\n| goal | seen | wanted | |\n|---|---:|---:|---|")
        for what, seen, wanted, is_met in self.rows:
            word = 'reached' if is_met else '**not judged**' if seen == '-' else '**missed**'
            print(f"| {what} | {seen} | {wanted} | {word} |")


def _number(value):
    """Three digits that carry something: no rounding makes a missed goal look reached below a thousand."""
    if isinstance(value, int) or abs(value) >= 1000:
        return f"{value:,.0f}"
    return f"{value:.3f}" if abs(value) < 10 else f"{value:.1f}"
