/** The same function for those who ask the same again and again: it computes anew when an argument is another one. */
export function lastAnswer<Args extends readonly unknown[], Value>(
  compute: (...args: Args) => Value,
): (...args: Args) => Value {
  let last: { args: Args; value: Value } | null = null;
  return (...args) => {
    if (last === null || args.some((each, at) => each !== last?.args[at]))
      last = { args, value: compute(...args) };
    return last.value;
  };
}
