// Tests of the quiz: node --test Tests/Book
import assert from "node:assert/strict";
import test from "node:test";
import { load } from "./load.mjs";

const { quizAnswers } = load("quiz.js");
const names = ["order", "cache"];

test("the first answer to a question counts, in each round", () => {
  const quiz = quizAnswers.empty();
  quizAnswers.add(quiz, "before", "order", { guess: "two", right: false, actual: "one", explanation: "because" });
  quizAnswers.add(quiz, "before", "order", { guess: "one", right: true });
  quizAnswers.add(quiz, "after", "order", { guess: "one", right: true });
  assert.deepEqual(quiz, { before: { order: { guess: "two", right: false } }, after: { order: { guess: "one", right: true } } });
});

test("the round before the course comes first, until it is complete", () => {
  const quiz = quizAnswers.empty();
  assert.equal(quizAnswers.next(quiz, names), "before");
  quizAnswers.add(quiz, "before", "order", { guess: "one", right: true });
  assert.deepEqual(quizAnswers.open(quiz, names, "before"), ["cache"]);
  assert.equal(quizAnswers.next(quiz, names), "before");
  quizAnswers.add(quiz, "before", "cache", { guess: "yes", right: false });
  assert.equal(quizAnswers.next(quiz, names), "after");
});

test("a complete first round stays on show until the second one is begun", () => {
  const quiz = quizAnswers.empty();
  for (const name of names) quizAnswers.add(quiz, "before", name, { guess: "one", right: true });
  assert.equal(quizAnswers.shown(quiz, names), "before");
  quizAnswers.add(quiz, "after", "order", { guess: "one", right: true });
  assert.equal(quizAnswers.shown(quiz, names), "after");
});

test("the score is a secret until the round is complete", () => {
  const quiz = quizAnswers.empty();
  quizAnswers.add(quiz, "before", "order", { guess: "one", right: true });
  const open = quizAnswers.status(quiz, names, "before");
  assert.match(open, /1 of 2 questions answered/);
  assert.doesNotMatch(open, /1 of 2 right/);
  quizAnswers.add(quiz, "before", "cache", { guess: "yes", right: false });
  assert.equal(quizAnswers.status(quiz, names, "before"), "The round before the course is complete: 1 of 2 right.");
});
