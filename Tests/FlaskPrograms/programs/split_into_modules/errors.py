class PriceError(ValueError):
    pass


def on_price_error(error):
    return str(error), 400


def register(app):
    app.register_error_handler(PriceError, on_price_error)
    app.register_error_handler(404, lambda error: ("not in this shop", 404))
