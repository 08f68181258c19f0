# Keeps the last object seen of each name and phase as NAME-PHASE.yaml in `folder`, of what kubectl get --watch --output yaml
# prints; before the operator's first word the phase is Unseen.
function flush() {
  if (name != "") { file = folder "/" name "-" phase ".yaml"; printf "%s", text > file; close(file) }
  text = name = ""
  phase = "Unseen"
}
BEGIN { phase = "Unseen" }
/^---$/ { flush(); next }
/^  name: / { name = $2 }
/^  phase: / { phase = $2 }
{ text = text $0 "\n" }
END { flush() }
