"use strict";

(function (errorbook) {
  errorbook.engineData ??= () => {};
})(globalThis.errorbook ??= {});
