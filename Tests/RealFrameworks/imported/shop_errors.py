class Timeout(Exception):
    pass


class PaymentError(Exception):
    pass


class CardTimeout(Timeout, PaymentError):
    pass
