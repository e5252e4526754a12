"use strict";

/**
 * Zip archives: `errorbook.zip.read` lists the files of an archive, and `errorbook.zip.write` makes one.
 *
 * An archive from a student can be hostile. So nothing is unpacked before all names are known to be harmless, no file gets
 * larger than it says, and no two files share their bytes.
 */
(function (errorbook) {
  /** Why an archive is not read. The message is for the reader, after the name of the archive and a colon. */
  class ZipError extends Error {
    constructor(message) {
      super(message);
      this.name = "ZipError";
    }
  }

  const unpack = "Unpack it, and choose the folder.";
  const damaged = () => new ZipError("this is not a complete zip archive. Download it again.");

  const endSignature = 0x06054b50;
  const entrySignature = 0x02014b50;
  const fileSignature = 0x04034b50;
  /** The end of an archive without its comment, and the longest comment. */
  const endSize = 22;
  const longestComment = 0xffff;
  /** More than any list of 65,534 files with normal names. */
  const largestList = 1 << 25;
  const longestName = 1024;
  /** The largest file that is unpacked. */
  const largestFile = 1 << 26;

  // MARK: Reading

  /**
   * Reads the list of an archive.
   * @param {Blob} archive
   * @returns {Promise<Array<{path: string, kind: ("file"|"folder"|"other"), size: number, bytes: function(): Promise<Uint8Array>}>>}
   *   `other` is a link or a device. Later files of the same name replace earlier ones. It is rejected with a `ZipError`.
   */
  async function read(archive) {
    const end = await endOf(archive);
    const list = await view(archive, end.listStart, end.listStart + end.listSize);
    const entries = [];
    let place = 0;
    while (entries.length < end.count) {
      const entry = entryAt(list, place);
      entries.push(entry);
      place = entry.end;
    }
    refuseSharedBytes(entries);
    const byPath = new Map();
    for (const entry of entries) byPath.set(entry.path, entry);
    return Array.from(byPath.values(), entry => (
      { path: entry.path, kind: entry.kind, size: entry.size, bytes: () => bytesOf(archive, entry) }));
  }

  /** Returns a view of some bytes. */
  async function view(archive, start, end) {
    if (start < 0 || end > archive.size || end < start) throw damaged();
    return new DataView(await archive.slice(start, end).arrayBuffer());
  }

  async function endOf(archive) {
    const start = Math.max(0, archive.size - endSize - longestComment);
    const tail = await view(archive, start, archive.size);
    for (let place = tail.byteLength - endSize; place >= 0; place -= 1) {
      if (tail.getUint32(place, true) !== endSignature) continue;
      // The signature can also be in the comment.
      if (place + endSize + tail.getUint16(place + 20, true) !== tail.byteLength) continue;
      const [disk, listDisk, countHere, count] = [4, 6, 8, 10].map(offset => tail.getUint16(place + offset, true));
      const [listSize, listStart] = [12, 16].map(offset => tail.getUint32(place + offset, true));
      if (count === 0xffff || listSize === 0xffffffff || listStart === 0xffffffff) throw zip64();
      if (disk !== 0 || listDisk !== 0 || countHere !== count) {
        throw new ZipError(`the archive has several parts. ${unpack}`);
      }
      // Bytes before the archive, such as those of a program that unpacks itself, would move everything.
      if (listStart + listSize !== start + place || listSize > largestList) throw damaged();
      return { count, listSize, listStart };
    }
    throw damaged();
  }

  function zip64() {
    return new ZipError(`the archive is in the format zip64, which this page cannot read. ${unpack}`);
  }

  /** Reads an entry of the list. */
  function entryAt(list, place) {
    if (place + 46 > list.byteLength || list.getUint32(place, true) !== entrySignature) throw damaged();
    const short = offset => list.getUint16(place + offset, true);
    const long = offset => list.getUint32(place + offset, true);
    const [nameSize, extraSize, commentSize] = [28, 30, 32].map(short);
    const end = place + 46 + nameSize + extraSize + commentSize;
    if (end > list.byteLength) throw damaged();
    const bytes = (start, count) => new Uint8Array(list.buffer, list.byteOffset + start, count);
    const isUTF8 = (short(8) & 0x0800) !== 0;
    const system = short(4) >> 8;
    const name = nameOf(bytes(place + 46, nameSize), bytes(place + 46 + nameSize, extraSize), isUTF8);
    const path = harmless(name, system);
    if (short(8) & 0x0041) throw new ZipError(`the archive is encrypted. ${unpack}`);
    const entry = {
      path: path.replace(/\/+$/, ""), kind: kindOf(path, system, long(38)), method: short(10), sum: long(16),
      packedSize: long(20), size: long(24), start: long(42), nameSize, end,
    };
    if ([entry.packedSize, entry.size, entry.start].includes(0xffffffff)) throw zip64();
    if (entry.kind !== "folder" && entry.method !== 0 && entry.method !== 8) {
      throw new ZipError(`${shown(entry.path)} is packed in a way that this page cannot read. ${unpack}`);
    }
    return entry;
  }

  /** Returns a path with slashes that cannot lead out of its folder. */
  function harmless(name, system) {
    // Some programs for Windows write backslashes.
    const isWindows = system === 0 || system === 10 || system === 11;
    const path = isWindows && !name.includes("/") ? name.replaceAll("\\", "/") : name;
    const leadsOut = /^[/\\]/.test(path) || /^[A-Za-z]:[/\\]/.test(path) || path.split(/[/\\]/).includes("..");
    if (leadsOut) {
      throw new ZipError(`the archive has a path that leads out of its folder (${shown(path)}), so nothing was read.`);
    }
    if (path === "" || path.includes("\0") || path.length > longestName) {
      throw new ZipError(`the archive has a file name that is not valid (${shown(path)}), so nothing was read.`);
    }
    return path;
  }

  function shown(name) {
    const short = Array.from(name).slice(0, 60).join("");
    return short.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "\uFFFD") + (short === name ? "" : "...");
  }

  function kindOf(path, system, attributes) {
    if (path.endsWith("/")) return "folder";
    // Unix and macOS store the kind of a file. 0 means that it is not known.
    const type = system === 3 || system === 19 ? attributes >>> 28 : 0;
    return type === 0 || type === 8 ? "file" : type === 4 ? "folder" : "other";
  }

  /**
   * Returns the name of a file. Without a mark for UTF-8, a name is in an old encoding of the system that made the archive;
   * most programs ignore that and write UTF-8.
   */
  function nameOf(bytes, extra, isUTF8) {
    const unicode = isUTF8 ? null : unicodeName(bytes, extra);
    if (unicode !== null) return unicode;
    try {
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      return Array.from(bytes, byte => byte < 0x80 ? String.fromCharCode(byte) : codePage437[byte - 0x80]).join("");
    }
  }

  /** Returns the name in the extra field of Info-ZIP, if it belongs to this name. */
  function unicodeName(name, extra) {
    const fields = new DataView(extra.buffer, extra.byteOffset, extra.byteLength);
    for (let place = 0; place + 4 <= fields.byteLength;) {
      const [id, size] = [fields.getUint16(place, true), fields.getUint16(place + 2, true)];
      const end = place + 4 + size;
      if (end > fields.byteLength) return null;
      if (id === 0x7075 && size > 5 && fields.getUint32(place + 5, true) === checksum(name)) {
        return new TextDecoder("utf-8", { ignoreBOM: true }).decode(extra.subarray(place + 9, end));
      }
      place = end;
    }
    return null;
  }

  const codePage437 =
    "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0";

  /** A small archive can get very large if many files share their bytes. */
  function refuseSharedBytes(entries) {
    let end = 0;
    for (const entry of [...entries].sort((first, second) => first.start - second.start)) {
      if (entry.start < end) throw damaged();
      end = entry.start + 30 + entry.nameSize + entry.packedSize;
    }
  }

  async function bytesOf(archive, entry) {
    if (entry.size > largestFile) throw new ZipError(`${shown(entry.path)} is too large. ${unpack}`);
    const head = await view(archive, entry.start, entry.start + 30);
    if (head.getUint32(0, true) !== fileSignature) throw damaged();
    if (head.getUint16(6, true) & 0x0041) throw new ZipError(`the archive is encrypted. ${unpack}`);
    const start = entry.start + 30 + head.getUint16(26, true) + head.getUint16(28, true);
    const packed = archive.slice(start, start + entry.packedSize);
    if (packed.size !== entry.packedSize) throw damaged();
    const bytes = entry.method === 0 ? new Uint8Array(await packed.arrayBuffer()) : await inflated(packed, entry.size);
    if (bytes.length !== entry.size || checksum(bytes) !== entry.sum) throw damaged();
    return bytes;
  }

  /** Returns the unpacked bytes. Stops as soon as there are more than expected. */
  async function inflated(packed, size) {
    const bytes = new Uint8Array(size);
    let count = 0;
    const reader = packed.stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        if (count + value.length > size) throw damaged();
        bytes.set(value, count);
        count += value.length;
      }
    } catch {
      await reader.cancel().catch(() => {});
      throw damaged();
    }
    // If bytes are missing, the sum is wrong.
    return bytes;
  }

  // MARK: Writing

  /**
   * Makes an archive. The files are stored without compression.
   * @param {Array<{path: string, bytes: Uint8Array}>} files - Paths with slashes.
   * @param {Date} [date] - Of all files.
   * @returns {Blob}
   */
  function write(files, date = new Date()) {
    if (files.length > 0xfffe) throw new ZipError("an archive cannot have more than 65,534 files.");
    const encoder = new TextEncoder();
    const time = (date.getHours() << 11) | (date.getMinutes() << 5) | (date.getSeconds() >> 1);
    const day = (Math.min(127, Math.max(0, date.getFullYear() - 1980)) << 9) | ((date.getMonth() + 1) << 5) | date.getDate();
    const parts = [];
    const list = [];
    let place = 0;
    for (const { path, bytes } of files) {
      const name = encoder.encode(path);
      // The version that a reader needs, a mark for UTF-8, no compression.
      const facts = [[2, 20], [2, 0x0800], [2, 0], [2, time], [2, day], [4, checksum(bytes)], [4, bytes.length], [4, bytes.length],
        [2, name.length], [2, 0]];
      list.push(numbers([4, entrySignature], [2, 20], ...facts, [2, 0], [2, 0], [2, 0], [4, 0], [4, place]), name);
      parts.push(numbers([4, fileSignature], ...facts), name, bytes);
      place += 30 + name.length + bytes.length;
    }
    const listSize = list.reduce((sum, part) => sum + part.length, 0);
    if (place + listSize > 0xfffffffe) throw new ZipError("an archive cannot be larger than 4 GB.");
    const end = numbers(
      [4, endSignature], [2, 0], [2, 0], [2, files.length], [2, files.length], [4, listSize], [4, place], [2, 0]);
    return new Blob([...parts, ...list, end], { type: "application/zip" });
  }

  /** Returns numbers as bytes, the least significant first. Each has a size and a value. */
  function numbers(...all) {
    return Uint8Array.from(all.flatMap(([size, value]) => (
      Array.from({ length: size }, (_, index) => (value >>> (8 * index)) & 0xff))));
  }

  const table = Uint32Array.from({ length: 256 }, (_, index) => {
    let sum = index;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
    return sum;
  });

  /** Returns the CRC-32 of some bytes. */
  function checksum(bytes) {
    let sum = 0xffffffff;
    for (const byte of bytes) sum = table[(sum ^ byte) & 0xff] ^ (sum >>> 8);
    return (sum ^ 0xffffffff) >>> 0;
  }

  errorbook.ZipError = ZipError;
  errorbook.zip = { read, write };
})(globalThis.errorbook ??= {});
