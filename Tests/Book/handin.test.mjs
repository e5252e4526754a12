// Tests of the file to hand in: node --test Tests/Book
import assert from "node:assert/strict";
import test from "node:test";
import { load } from "./load.mjs";

const { handIn, fence } = load("handin.js");
const nothing = { answers: {}, hints: {}, viewed: {}, predictions: {}, quiz: { before: {}, after: {} } };

test("a hand-in has the form that `errorbook grade` reads", () => {
  const lesson = { title: "1. The bug", exercises: [{ name: "fix", hints: 2 }, { name: "prove", hints: 3 }, { name: "open", hints: 0 }] };
  const progress = {
    ...nothing,
    answers: { fix: { code: "handler E -> 500\n", passed: true }, prove: { code: "raise E", passed: false } },
    hints: { prove: 1 }, viewed: { prove: true, open: true },
    predictions: { 2: { right: true }, 5: { right: false } },
  };
  assert.equal(handIn(lesson, progress), `<!-- errorbook hand-in 1 -->
# 1. The bug

## fix

passed when it was given.

\`\`\`errorbook answer fix
handler E -> 500
\`\`\`

## prove

not passed when it was given, 1 of 3 hints used, solution viewed.

\`\`\`errorbook answer prove
raise E
\`\`\`

## open

No answer, solution viewed.

## Predictions

1 of 2 correct.
`);
});

test("without predictions there is no section for them, and a variant follows the first line", () => {
  const text = handIn({ title: "T", variant: "<!-- errorbook variant: kim -->\n", exercises: [] }, nothing);
  assert.equal(text, "<!-- errorbook hand-in 1 -->\n<!-- errorbook variant: kim -->\n# T\n");
});

test("a text in own words is for the teacher, and its fence is no answer", () => {
  const text = handIn({ title: "T", exercises: [], essays: ["cause", "other"] }, { ...nothing, texts: { cause: { text: "Because." } } });
  assert.equal(text, `<!-- errorbook hand-in 1 -->
# T

## cause

A text for the teacher, without marks.

\`\`\`text
Because.
\`\`\`

## other

No text.
`);
});

test("an answer cannot end its fence", () => {
  for (const [code, marks] of [["x\n", "```"], ["```\n", "````"], ["a ``` b ````` c", "``````"], ["", "```"], ["`", "```"]]) {
    const text = fence("errorbook answer a", code);
    const end = code === "" || code.endsWith("\n") ? "" : "\n";
    assert.equal(text, `${marks}errorbook answer a\n${code}${end}${marks}\n`);
  }
});

test("a hand-in has the answers to a quiz by round, and does not say which ones are right", () => {
  const quiz = {
    before: { cache: { guess: "yes, it can", right: false }, order: { guess: "\"one\"", right: true } },
    after: { order: { guess: "I do not know", right: false }, removed: { guess: "x", right: true } },
  };
  assert.equal(handIn({ title: "Two questions", exercises: [], quiz: ["order", "cache"] }, { ...nothing, quiz }), `<!-- errorbook hand-in 1 -->
# Two questions

## Quiz, before the course

\`\`\`quiz before
order: "one"
cache: yes, it can
\`\`\`

## Quiz, after the course

\`\`\`quiz after
order: I do not know
\`\`\`
`);
});
