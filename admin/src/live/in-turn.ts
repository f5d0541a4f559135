const LOCK = 'lyceum notifications';

/**
 * One tab works for all of this browser, and the next when it is closed: an account has few streams, and browsers have few
 * connections. Only secure origins have locks.
 */
export async function inTurn(signal: AbortSignal, work: () => Promise<void>): Promise<void> {
  const { locks } = navigator as { readonly locks?: LockManager };
  if (!locks) return work();
  try {
    await locks.request(LOCK, { signal }, work);
  } catch (error) {
    // It was another tab's turn to the end.
    if (!signal.aborted) throw error;
  }
}
