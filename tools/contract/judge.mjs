/**
 * An intended breaking change, with the reason that justifies it to owners of clients.
 * @typedef {object} IntendedBreak
 * @property {string} break as reported by the gate
 * @property {string} reason
 */

/**
 * @param {readonly string[]} breaks
 * @param {readonly IntendedBreak[]} intended
 * @returns {string[]} objections; empty when the change is accepted
 */
export function judge(breaks, intended) {
  const unmeant = breaks.filter((one) => !intended.some((entry) => entry.break === one));
  const unfounded = intended.filter(({ reason }) => !reason.trim());
  const gone = intended.filter((entry) => !breaks.includes(entry.break));
  return [
    ...unmeant.map(
      (one) =>
        `${one}. This breaks clients of the released API; if it is meant, say why in openapi/intended-breaks.json.`,
    ),
    ...unfounded.map((entry) => `${entry.break}: openapi/intended-breaks.json does not say why.`),
    ...gone.map((entry) => `${entry.break}: is in openapi/intended-breaks.json and is none.`),
  ];
}
