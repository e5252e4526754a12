// Tests of the links that contain a program: node --test Tests/Book
import assert from "node:assert/strict";
import test from "node:test";
import { deflateSync } from "node:zlib";
import { load } from "./load.mjs";

const { share } = load("share.js");
const base64url = bytes => Buffer.from(bytes).toString("base64url");

test("a program survives a link", async () => {
  for (const program of ["class E(Exception)\nraise E\n", "", "ä 日本 \u{1F600}\n".repeat(100), "x".repeat(20_000)]) {
    const { fragment } = await share.encode(program);
    if (program) assert.deepEqual(await share.decode(fragment), { program });
    assert.match(fragment, /^#p1=[\w-]*$/);
  }
});

test("a link is shorter than a program that repeats itself", async () => {
  const { fragment } = await share.encode("handler Timeout -> \"wait\", 504\n".repeat(200));
  assert.ok(fragment.length < 400, `${fragment.length}`);
});

test("a browser without compression reads and writes plain links", async () => {
  const plain = `#p0=${base64url("raise KeyError\n")}`;
  assert.deepEqual(await share.decode(plain), { program: "raise KeyError\n" });
  const without = load("share.js", { CompressionStream: undefined, DecompressionStream: undefined }).share;
  assert.deepEqual(await without.encode("raise KeyError\n"), { fragment: plain });
  const { fragment } = await share.encode("raise KeyError\n");
  assert.equal((await without.decode(fragment)).problem, share.problems.unsupported);
});

test("other fragments are no programs", async () => {
  for (const fragment of ["", "#", "#main", "#lesson-01", "#p=abc", "#pre1=abc"]) {
    assert.equal(await share.decode(fragment), null, fragment);
  }
});

test("a link of a newer version says so", async () => {
  assert.equal((await share.decode("#p2=abcd")).problem, share.problems.newer);
});

test("damaged links give a message", async () => {
  const { fragment } = await share.encode("class Timeout(Exception)\nraise Timeout\n");
  const damaged = [
    "#p1=", "#p0=", "#p1=%%%", "#p1=a b", "#p1=AAAA", fragment.slice(0, -4), fragment.slice(0, 12),
    // Changed on the way: the checksum notices.
    fragment.slice(0, 12) + (fragment[12] === "A" ? "B" : "A") + fragment.slice(13),
    `#p1=${base64url(deflateSync(Buffer.from([0x66, 0xff, 0xfe])))}`, `#p0=${base64url([0xff, 0xfe])}`,
  ];
  for (const bad of damaged) assert.deepEqual(await share.decode(bad), { problem: share.problems.damaged }, bad);
});

test("a few bytes that inflate to megabytes are refused", async () => {
  const bomb = `#p1=${base64url(deflateSync(Buffer.alloc(30 << 20)))}`;
  assert.ok(bomb.length < 60_000);
  assert.equal((await share.decode(bomb)).problem, share.problems.tooLarge);
  const fits = `#p1=${base64url(deflateSync(Buffer.alloc(share.largestProgram, "x")))}`;
  assert.equal((await share.decode(fits)).program.length, share.largestProgram);
});

test("a fragment that is too long is refused before it is read", async () => {
  assert.equal((await share.decode(`#p1=${"A".repeat(60_001)}`)).problem, share.problems.tooLarge);
});

test("a program that is too long for a link is not shared", async () => {
  assert.equal((await share.encode("x".repeat(share.largestProgram + 1))).problem, share.problems.tooLong);
  let seed = 1;
  const noise = Array.from({ length: 100_000 }, () => (seed = (seed * 48271) % 2147483647).toString(36)).join("");
  assert.equal((await share.encode(noise)).problem, share.problems.tooLong);
});
