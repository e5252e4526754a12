"use strict";

/**
 * The class diagram: `errorbook.classes.open` shows the SVG of `errorbook_lesson_classes` or `errorbook_prompt_classes`, a
 * legend, and the same in words. `errorbook.classes.legend` is for diagrams that are already on the page.
 */
(function (errorbook) {
  let opened = 0;

  /** Returns the sentences of a description, one for each class. No name in it contains a space. */
  function sentences(description) {
    return description.split(/(?<=\.)\s+/).filter(Boolean);
  }

  /** Reads the SVG as XML, so that nothing in it becomes HTML. Returns null if it is no SVG. */
  function read(svg) {
    const root = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
    return root.localName === "svg" ? document.importNode(root, true) : null;
  }

  /** The smallest scale at which names are easy to read. A diagram that is wider than its place at this scale scrolls. */
  const smallestScale = 0.7;

  /** Lets a drawing shrink to its place, but not until nobody can read it. */
  function keepLegible(drawing) {
    drawing.style.minWidth = `${Math.floor(Number(drawing.getAttribute("width")) * smallestScale)}px`;
  }

  /** Returns the signs of a drawing in words: only those that it has. */
  function legend(drawing) {
    const { element } = errorbook;
    const rows = [
      [".handled", "thick border: has a handler"],
      [".known", "dashed border: a class of Python or the framework"],
      [".diamond", "◆: reaches a base class in two ways, so the order of its base classes decides"],
      ["text.edge", "numbers on lines: the order of the base classes"],
    ];
    return element("ul.classes-legend", {},
      ...rows.filter(([selector]) => drawing.querySelector(selector)).map(([, text]) => element("li", { text })));
  }

  errorbook.classes = {
    sentences,
    keepLegible,
    legend,

    /**
     * Shows the diagram at the end of an element, in place of one that is already there.
     * @param {Element} host
     * @param {string} svg - The SVG of the engine; empty without classes.
     * @param {{opener?: Element, onClose?: function(): void}} [options] `opener` gets the focus back.
     * @returns {{close: function(): void}}
     */
    open(host, svg, { opener = document.activeElement, onClose = null } = {}) {
      const { element, button } = errorbook;
      host.querySelector(':scope > [data-errorbook="classes"]')?.remove();
      const id = `classes-${opened += 1}`;
      const title = element("h3", { text: "Classes", id, tabindex: "-1" });
      const section = element("section.classes-view", { "data-errorbook": "classes", "aria-labelledby": id });
      const close = () => {
        const hadFocus = section.contains(document.activeElement);
        section.remove();
        onClose?.();
        if (hadFocus && opener?.isConnected) opener.focus();
      };
      section.append(element("div.stepper-head", {}, title, button("Close", null, close)));
      section.addEventListener("keydown", event => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        close();
      });
      const drawing = svg ? read(svg) : null;
      if (drawing) {
        const words = sentences(drawing.querySelector("desc")?.textContent ?? "");
        // The list below says the same, one class at a time.
        drawing.querySelector("desc")?.remove();
        keepLegible(drawing);
        drawing.setAttribute("aria-label", `${words.length} classes. The same in words follows.`);
        section.append(
          // A wide diagram scrolls, also with the keyboard.
          element("div.classes-drawing", { tabindex: "0", role: "group", "aria-label": "Class diagram" }, drawing),
          legend(drawing),
          element("details", {}, element("summary", { text: "The same in words" }),
            element("ul", {}, ...words.map(text => element("li", { text })))));
      } else {
        section.append(element("p", { text: "No class is declared yet." }));
      }
      host.append(section);
      title.focus({ preventScroll: true });
      section.scrollIntoView({ block: "nearest" });
      return { close };
    },
  };

  errorbook.cellTools?.push({
    part: "classes", label: "Show classes",
    isFor: run => run.hasClasses,
    open: async (host, cell) => {
      const opener = document.activeElement;
      errorbook.classes.open(
        host, (await cell.call("classes")).text, { opener, onClose: errorbook.pressingAgain(opener) });
    },
  });
})(globalThis.errorbook ??= {});
