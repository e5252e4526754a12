"""A FastAPI app with each form that the script of `errorbook import` reads."""

from fastapi import FastAPI, HTTPException
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException as StarletteHTTPException

import shop_errors


class Teapot(HTTPException):
    def __init__(self, code=418):
        super().__init__(code)


app = FastAPI()
admin = FastAPI()


@app.exception_handler(shop_errors.PaymentError)
async def payment(request, error):
    return JSONResponse({"error": "card not charged"}, 402)


@app.exception_handler(HTTPException)
async def http(request, error):
    return JSONResponse({"error": error.detail}, status_code=error.status_code)


@app.exception_handler(RequestValidationError)
async def invalid(request, error):
    return JSONResponse({"error": "invalid"}, status_code=400)


@admin.exception_handler(StarletteHTTPException)
async def missing(request, error):
    raise HTTPException(404, "no page")


@admin.exception_handler(Exception)
async def anything(request, error):
    return JSONResponse({"error": "sorry"}, status_code=500)


@app.get("/teapot")
async def teapot():
    raise Teapot()


app.mount("/admin", admin)
