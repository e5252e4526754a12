from .base import Retriable, ShopError


class PaymentError(ShopError):
    pass


class Timeout(Retriable, Exception):
    pass


class CardTimeout(Timeout, PaymentError):
    pass


class Declined(PaymentError, ValueError):
    pass


class CardDeclined(Declined):
    # A text: Flask never looks at the code of what is no HTTPException.
    code = "do-not-honor"
