"use strict";

/**
 * Links that contain a program: `errorbook.share`. The program is in the fragment of the address, which a browser sends to
 * nobody:
 *
 *     playground.html#p1=...    deflated, then base64url
 *     playground.html#p0=...    base64url only, where the browser cannot deflate
 *
 * A link is input from a stranger: it never runs by itself, and a damaged one gives a message.
 */
(function (errorbook) {
  // Long links do not survive in mails and chats.
  const longestFragment = 60_000;
  const largestProgram = 1_000_000;

  const problems = {
    tooLong: "The program is too long for a link. Save it as a file and send the file.",
    tooLarge: "The program in this link is too large, so it is not shown.",
    damaged: "The program in this link cannot be read. The link is damaged or incomplete: copy all of it again.",
    newer: "This link was made by a newer version of the book, which this page cannot read.",
    unsupported: "This browser cannot read the program in this link. Use a current browser.",
  };

  function base64url(bytes) {
    let text = "";
    // In pieces, because a call takes only so many arguments.
    for (let start = 0; start < bytes.length; start += 8192) {
      text += String.fromCharCode(...bytes.subarray(start, start + 8192));
    }
    return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
  }

  function bytesOf(encoded) {
    try {
      const text = atob(encoded.replaceAll("-", "+").replaceAll("_", "/"));
      return Uint8Array.from(text, character => character.charCodeAt(0));
    } catch {
      return null;
    }
  }

  /**
   * Passes bytes through a stream. A few bytes can inflate to gigabytes, so the output is counted as it comes.
   * @returns {Promise<Uint8Array|null>} Null if the output exceeds the limit.
   */
  async function piped(bytes, stream, limit) {
    const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
    const parts = [];
    let count = 0;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      count += value.length;
      if (count > limit) {
        reader.cancel().catch(() => {});
        return null;
      }
      parts.push(value);
    }
    const all = new Uint8Array(count);
    let end = 0;
    for (const part of parts) {
      all.set(part, end);
      end += part.length;
    }
    return all;
  }

  /**
   * Packs a program.
   * @param {string} program
   * @returns {Promise<{fragment: string}|{problem: string}>}
   */
  async function encode(program) {
    const bytes = new TextEncoder().encode(program);
    if (bytes.length > largestProgram) return { problem: problems.tooLong };
    const canDeflate = typeof CompressionStream === "function";
    const packed = canDeflate ? await piped(bytes, new CompressionStream("deflate"), Infinity) : bytes;
    const fragment = `#p${canDeflate ? 1 : 0}=${base64url(packed)}`;
    return fragment.length > longestFragment ? { problem: problems.tooLong } : { fragment };
  }

  /**
   * Reads the fragment of an address.
   * @param {string} fragment - With its `#`.
   * @returns {Promise<{program: string}|{problem: string}|null>} Null if it contains no program.
   */
  async function decode(fragment) {
    const parts = /^#p(\d+)=(.*)$/s.exec(fragment);
    if (!parts) return null;
    const [, version, encoded] = parts;
    if (version !== "0" && version !== "1") return { problem: problems.newer };
    if (encoded.length > longestFragment) return { problem: problems.tooLarge };
    const packed = bytesOf(encoded);
    if (!packed?.length) return { problem: problems.damaged };
    if (version === "1" && typeof DecompressionStream !== "function") return { problem: problems.unsupported };
    try {
      const bytes = version === "1" ? await piped(packed, new DecompressionStream("deflate"), largestProgram) : packed;
      if (!bytes) return { problem: problems.tooLarge };
      return { program: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
    } catch {
      return { problem: problems.damaged };
    }
  }

  errorbook.share = { encode, decode, problems, largestProgram };
})(globalThis.errorbook ??= {});
