"""What the table says of what was measured: python3 -m unittest discover -s registry-service/src/bench -p 'test_*.py'"""
import http.server
import threading
import unittest

import scrape


def one(rate, cpu):
    return {"req/s": rate, "p99 ms": 5.0, "CPU ms/request": cpu}


class ScrapeTest(unittest.TestCase):
    def test_differences_are_those_of_medians_and_stand_beside_what_one_way_differs_by(self):
        seen = {"alone": [one(1000, 1.0), one(900, 1.0), one(1100, 9.0)], "asked": [one(980, 1.1), one(990, 1.1), one(1, 1.1)]}
        self.assertAlmostEqual(scrape.difference(seen, "req/s"), -2.0)
        self.assertAlmostEqual(scrape.difference(seen, "CPU ms/request"), 10.0)
        self.assertAlmostEqual(scrape.spread({way: [one(900, 1), one(1000, 1), one(1100, 1)] for way in seen}, "req/s"), 10.0)
        self.assertIn("| req/s | 1000.000 | 980.000 | -2.0 % |", scrape.table(seen))

    def test_a_page_is_asked_again_and_again_until_the_end(self):
        asked = threading.Semaphore(0)

        class Page(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200)
                self.send_header("Content-Length", "4")
                self.end_headers()
                self.wfile.write(b"page")
                asked.release()

            def log_message(self, *_):
                pass
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            with scrape.Asking(f"http://127.0.0.1:{server.server_port}/metrics", 0.01) as asking:
                for _ in range(3):
                    self.assertTrue(asked.acquire(timeout=10))
        finally:
            server.shutdown()
            server.server_close()
        self.assertGreaterEqual(len(asking.took), 3)
        self.assertEqual(asking.page_bytes, 4)


if __name__ == "__main__":
    unittest.main()
