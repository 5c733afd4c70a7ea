import { isDeepStrictEqual } from "node:util";
import { fold, isMissing, numberOf, textOf } from "./scalar.ts";

/**
 * Whether two values are the same to a person. Missing values equal each other and nothing else. A number and a text
 * that is one are equal (`5` and `"5.0"`), as are `true` and `"true"`; two texts only letter by letter (`"007"` is not
 * `"7"`), so that ids stay what they are. Lists and objects are equal when all they hold is.
 */
export function areEqual(left: unknown, right: unknown, ignoreCase: boolean): boolean {
  if (isMissing(left) || isMissing(right)) return isMissing(left) && isMissing(right);
  if (typeof left === "object" || typeof right === "object") return isDeepStrictEqual(left, right);
  if (typeof left === "number" || typeof right === "number") {
    const numbers = [numberOf(left), numberOf(right)];
    if (numbers[0] !== null && numbers[1] !== null) return numbers[0] === numbers[1];
  }
  const [one, other] = [textOf(left), textOf(right)];
  if (one === null || other === null) return false;
  return one === other || (ignoreCase && fold(one) === fold(other));
}
