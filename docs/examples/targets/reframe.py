"""A stand-in for a message server: POST /transform, `THREADS` threads that work, `TASKS` messages taken on at a time.

A message is hashed some thousand times in native code that leaves Python's lock alone, so that threads share processors.
"""
import asyncio
import hashlib
import os
from concurrent.futures import ThreadPoolExecutor

from fastapi import FastAPI, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, Counter, Gauge, generate_latest

THREADS = int(os.environ["THREADS"])
TASKS = int(os.environ["TASKS"])
ROUNDS = 2_000

app = FastAPI()
threads = ThreadPoolExecutor(THREADS)
tasks = asyncio.Semaphore(TASKS)
messages = Counter("reframe_messages", "Messages transformed")
waiting = Gauge("reframe_waiting", "Messages that wait to be taken on")


def transformed(message):
    return hashlib.pbkdf2_hmac("sha256", message, b"reframe", ROUNDS).hex()


@app.post("/transform")
async def transform(request: Request):
    message = await request.body()
    waiting.inc()
    async with tasks:
        waiting.dec()
        digest = await asyncio.get_running_loop().run_in_executor(threads, transformed, message)
    messages.inc()
    return Response(digest, media_type="text/plain")


@app.get("/health")
async def health():
    return {"status": "ok"}


@app.get("/metrics")
async def metrics():
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
