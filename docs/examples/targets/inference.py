"""A stand-in for an inference service: POST /predict, a cache before the model, one inference at a time in each worker.

The load generator sends one request again and again, so the service itself draws what its users would have sent: one of
`texts` texts, a few of them often (Zipf). The model's 40 ms are waited, not computed: as on a machine with a processor
for every worker, whatever this one has.
"""
import random
import time
from collections import OrderedDict
from itertools import accumulate

from fastapi import FastAPI, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, generate_latest, multiprocess
from pydantic import BaseModel, Field

MODEL_SECONDS = 0.040
CACHED_TEXTS = 200

app = FastAPI()
asked = Counter("inference_cache_requests", "Predictions, by what the cache had to do with them", ["outcome"])
cache = OrderedDict()
weights = {}


class Question(BaseModel):
    texts: int = Field(ge=1, le=100_000)


def drawn(texts):
    if texts not in weights:
        weights[texts] = list(accumulate(1 / rank for rank in range(1, texts + 1)))
    return random.choices(range(texts), cum_weights=weights[texts])[0]


@app.post("/predict")
async def predict(question: Question, response: Response):
    # the next request may meet another worker, as behind a balancer
    response.headers["Connection"] = "close"
    text = drawn(question.texts)
    hit = text in cache
    if hit:
        cache.move_to_end(text)
    else:
        time.sleep(MODEL_SECONDS)  # keeps the whole worker busy, as a model does
        cache[text] = random.random()
        if len(cache) > CACHED_TEXTS:
            cache.popitem(last=False)
    asked.labels("hit" if hit else "miss").inc()
    return {"text": text, "score": cache[text], "cached": hit}


@app.get("/health")
async def health():
    return {"status": "ok"}


@app.get("/metrics")
async def metrics():
    registry = CollectorRegistry()
    multiprocess.MultiProcessCollector(registry)
    return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)
