import type { BegunImport } from './send-roster.ts';

/** How far the file that is chosen was sent: another attempt goes on where the last one stopped. */
export class BegunSending {
  private chosen: { begun: BegunImport | null } = { begun: null };

  /** Other settings, or another file, of which nothing was sent. What is being sent goes on beside it. */
  forget(): void {
    this.chosen = { begun: null };
  }

  /** An attempt for what is chosen now, and for nothing that is chosen later. */
  attempt() {
    const own = this.chosen;
    return {
      begun: own.begun,
      /** @returns whether it is still what is chosen */
      sent: (begun: BegunImport): boolean => {
        own.begun = begun;
        return own === this.chosen;
      },
    };
  }
}
