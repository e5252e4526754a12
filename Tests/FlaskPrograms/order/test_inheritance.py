"""Inherited tests of plain classes: those of the base class come first, in the order of the MRO."""


class Mixin:
    def test_mixin(self):
        pass

    def test_both(self):
        raise AssertionError


class TestBase:
    kind = "base"

    def test_z_base(self):
        assert self.kind

    def test_both(self):
        pass

    def test_a_base(self):
        pass


class TestChild(TestBase):
    kind = "child"

    def test_child(self):
        pass

    def test_z_base(self):
        pass


class TestMixed(Mixin, TestBase):
    def test_own(self):
        pass

    test_both = TestBase.test_both


class TestWithoutOne(TestBase):
    test_a_base = None

    def test_own(self):
        pass
