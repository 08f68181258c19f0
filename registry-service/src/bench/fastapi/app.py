"""The seed's stack: FastAPI and boto3. MODE is `whole`, as the seed reads objects, or the bytes of a piece."""
import asyncio
import os
from concurrent.futures import ThreadPoolExecutor

import boto3
from botocore.config import Config
from fastapi import FastAPI
from fastapi.responses import Response, StreamingResponse

MODE = os.environ["MODE"]
s3 = boto3.client(
    "s3",
    endpoint_url=os.environ["S3_ENDPOINT"],
    region_name="us-east-1",
    config=Config(max_pool_connections=150, s3={"addressing_style": "path"}),
)
threads = ThreadPoolExecutor(max_workers=100)
app = FastAPI()


def stored(model_id, version):
    return s3.get_object(Bucket="models", Key=f"performance/{model_id}/{version}/model.zip")


async def whole(model_id: str, version: str):
    read = lambda: stored(model_id, version)["Body"].read()
    content = await asyncio.get_event_loop().run_in_executor(threads, read)
    return Response(content, media_type="application/zip")


def pieces(model_id: str, version: str):
    found = stored(model_id, version)
    return StreamingResponse(
        found["Body"].iter_chunks(int(MODE)),
        media_type="application/zip",
        headers={"content-length": str(found["ContentLength"])},
    )


app.get("/performance/{model_id}/{version}/model.zip")(whole if MODE == "whole" else pieces)
