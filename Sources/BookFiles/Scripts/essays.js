"use strict";

/** The questions that a reader answers in own words: a field for the text, then the model answer and the rubric beside it. */
(function (errorbook) {
  /**
   * Makes the essays of a lesson usable.
   * @param {Object} lesson - Made by `lesson.js`: `element`, `progress`.
   */
  errorbook.essays = function (lesson) {
    return Array.from(lesson.element.querySelectorAll('[data-errorbook="essay"]'), section => essay(section, lesson));
  };

  function essay(section, lesson) {
    const name = section.dataset.essay;
    const model = section.querySelector('[data-errorbook="model"]');
    const field = errorbook.element("textarea", {
      "data-errorbook": "text", rows: "6", spellcheck: "true", "aria-label": `Your text: ${section.dataset.title}`, input: save,
    });
    const compareButton = errorbook.button(
      model ? "Compare with a model answer" : "Save my text", "compare", compare, { class: "primary" });
    const state = errorbook.element("span.mark", { "data-errorbook": "mark", hidden: true });
    const bar = errorbook.element("div.bar", {}, compareButton, state);
    section.querySelector('[data-errorbook="rules"]').after(field, bar);
    section.classList.add("live");
    field.value = lesson.progress.value.texts[name]?.text ?? "";
    show();

    function save() {
      lesson.progress.update(progress => {
        if (field.value.trim() === "") delete progress.texts[name];
        else progress.texts[name] = { text: field.value, isCompared: progress.texts[name]?.isCompared === true };
      });
      show();
      lesson.didAnswer?.();
    }

    function compare() {
      if (field.value.trim() === "") {
        errorbook.announce("Write your text first.");
        state.textContent = "Write your text first.";
        state.hidden = false;
        field.focus();
        return;
      }
      lesson.progress.update(progress => { progress.texts[name] = { text: field.value, isCompared: true }; });
      show();
      lesson.didAnswer?.();
      if (!model) return errorbook.announce("Your text is saved. Your teacher reads it.");
      model.setAttribute("tabindex", "-1");
      model.focus({ preventScroll: true });
    }

    function show() {
      const saved = lesson.progress.value.texts[name];
      const isCompared = saved?.isCompared === true;
      section.dataset.state = isCompared ? "compared" : "open";
      if (model) model.hidden = !isCompared;
      compareButton.hidden = isCompared && model !== null;
      state.textContent = saved ? "Your text is saved" : "";
      state.hidden = !saved;
    }

    return { name };
  }
})(globalThis.errorbook ??= {});
