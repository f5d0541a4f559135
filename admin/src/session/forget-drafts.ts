/** What pages keep of what somebody has begun to write, by its key, which ends with the person's id. */
const OF_DRAFTS = /^(?:reflection|log)_draft:/;

/** At a sign-out, of what is not for the next at this browser. A log that waits to be submitted stays until it is. */
export function forgetDrafts(personId: string): void {
  for (const key of Object.keys(localStorage))
    if (OF_DRAFTS.test(key) && key.endsWith(`:${personId}`) && !isWaiting(key)) localStorage.removeItem(key);
}

function isWaiting(key: string): boolean {
  const { submission = null } = JSON.parse(localStorage.getItem(key) ?? '{}') as {
    readonly submission?: string | null;
  };
  return submission !== null;
}
