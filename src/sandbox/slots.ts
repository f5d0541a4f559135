/** User ids that no system hands out (systemd(7), "Users, Groups, UIDs and GIDs": 1879048192 to 2147483647 are unused). */
const FIRST_UID = 1_880_000_000;
/** Users that differ, and so programs at once. */
export const SLOTS = 64;
const PROCESS_IDS = 4_000_000;

/**
 * A user without a name, a home and a file, who is somebody else in each sandbox of this machine; null when this process
 * is not root.
 */
export function slotUid(slot: number): number | null {
  if (process.getuid?.() !== 0) return null;
  return FIRST_UID + (process.pid % PROCESS_IDS) * SLOTS + (slot % SLOTS);
}

/** Numbers from 1 on, the smallest that is free. */
export class Slots {
  readonly #taken = new Set<number>();

  take(): number {
    let slot = 1;
    while (this.#taken.has(slot)) slot += 1;
    this.#taken.add(slot);
    return slot;
  }

  free(slot: number): void {
    this.#taken.delete(slot);
  }
}
