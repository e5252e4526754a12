"use strict";

/**
 * The whole course in one file: each lesson is a section, and the address shows one of them: `#lesson-01-the-bug`. Without
 * this script all of them are on the page.
 */
(function (errorbook) {
  errorbook.whenReady(() => {
    if (document.body.dataset.errorbookPage !== "course") return;
    const sections = Array.from(document.querySelectorAll("[data-route]"));
    // A file with one lesson opens at the lesson: a list with one entry helps nobody.
    const entries = document.querySelectorAll('[data-errorbook="entry"] a');
    const first = sections.find(({ id }) => entries.length === 1 && entries[0].hash === `#${id}`) ?? sections[0];
    if (!first) return;

    /** The section with the target of the address. The target may be a heading inside of it. */
    function current() {
      const id = decodeURIComponent(location.hash.slice(1));
      const target = id ? document.getElementById(id) : null;
      return { section: sections.find(section => section.contains(target)) ?? first, target };
    }

    function show(event) {
      const { section, target } = current();
      for (const each of sections) each.hidden = each !== section;
      const lesson = section.matches('[data-errorbook="lesson"]') ? section : section.querySelector('[data-errorbook="lesson"]');
      if (lesson) errorbook.openLesson(lesson);
      document.title = section.dataset.title ?? document.title;
      if (target && target !== section) return target.scrollIntoView();
      window.scrollTo(0, 0);
      // Like a new page, a new section starts at its heading for people who use a screen reader or a keyboard.
      const heading = event && section.querySelector("h1");
      if (!heading) return;
      heading.setAttribute("tabindex", "-1");
      heading.focus({ preventScroll: true });
    }

    window.addEventListener("hashchange", show);
    show();
  });
})(globalThis.errorbook ??= {});
