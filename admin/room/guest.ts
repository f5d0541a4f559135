import { Connection, SessionGuestsApi } from '@lyceum/sdk';
import { type Closed, refusedBy, waitFor } from './guest-entry.ts';
import type { Pass } from './pass.ts';

const NAME = 'lyceum.room.guest-name';
/** Renewed a little before it ends. */
const RENEW_BEFORE_MS = 30_000;

export type GuestState =
  /** They say their name. */
  | { readonly step: 'name'; readonly error: unknown }
  | { readonly step: 'entering' }
  | { readonly step: 'early'; readonly opensAt: Date }
  | { readonly step: 'closed'; readonly why: Closed }
  | { readonly step: 'inside' };

/** Somebody without an account, who has the link of a guest: the same link is the same guest. */
export class Guest implements Pass {
  readonly isGuest = true;
  readonly connection = new Connection({ baseUrl: location.origin, token: () => this.token() });
  private readonly entries = new SessionGuestsApi(new Connection({ baseUrl: location.origin }));
  private readonly listeners = new Set<() => void>();
  private state: GuestState = { step: 'name', error: null };
  private pass: { readonly token: string; readonly expiresAt: number } | null = null;
  private name: string | null;
  private asking: Promise<string> | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor(
    private readonly roomId: string,
    private readonly secret: string,
  ) {
    this.name = sessionStorage.getItem(this.entered);
    if (this.name !== null) void this.comeIn();
  }

  get snapshot(): GuestState {
    return this.state;
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** As it was given here, or the last time in this browser. */
  get knownName(): string {
    return this.name ?? localStorage.getItem(NAME) ?? '';
  }

  enter(name: string): void {
    this.name = name;
    localStorage.setItem(NAME, name);
    void this.comeIn();
  }

  /** The room has put this guest out: the link says why. */
  async lookAgain(): Promise<void> {
    this.pass = null;
    this.show({ step: 'entering' });
    await this.token().then(
      () => this.show({ step: 'name', error: null }),
      (error: unknown) => this.refuse(error),
    );
  }

  /** Nothing is waited for any more. */
  leave(): void {
    if (this.timer) clearTimeout(this.timer);
    sessionStorage.removeItem(this.entered);
  }

  async subprotocol(): Promise<string> {
    try {
      return `guest.${await this.token()}`;
    } catch (error) {
      if (refusedBy(error).kind !== 'again') this.refuse(error);
      throw error;
    }
  }

  async renew(): Promise<void> {
    this.pass = null;
    // What is wrong shows when the room asks for its subprotocol.
    await this.token().catch(() => null);
  }

  private get entered(): string {
    return `lyceum.room.entered.${this.secret}`;
  }

  private async comeIn(hasAsked = false): Promise<void> {
    if (this.state.step !== 'early') this.show({ step: 'entering' });
    try {
      await this.token();
      sessionStorage.setItem(this.entered, this.knownName);
      this.show({ step: 'inside' });
    } catch (error) {
      this.refuse(error, hasAsked);
    }
  }

  private refuse(error: unknown, hasAsked = false): void {
    const refused = refusedBy(error);
    if (refused.kind === 'closed') this.show({ step: 'closed', why: refused.why });
    else if (refused.kind === 'early') this.wait(refused.opensAt, hasAsked);
    else if (this.state.step === 'early') this.wait(this.state.opensAt, true);
    else this.show({ step: 'name', error });
  }

  private wait(opensAt: Date, hasAsked: boolean): void {
    this.show({ step: 'early', opensAt });
    const pauseMs = waitFor(opensAt, Date.now(), hasAsked, Math.random);
    this.timer = setTimeout(() => void this.comeIn(opensAt.getTime() <= Date.now()), pauseMs);
  }

  private async token(): Promise<string> {
    if (this.pass && this.pass.expiresAt - RENEW_BEFORE_MS > Date.now()) return this.pass.token;
    this.asking ??= this.ask().finally(() => {
      this.asking = null;
    });
    return this.asking;
  }

  private async ask(): Promise<string> {
    const entry = { token: this.secret, name: this.knownName };
    const { guestToken, expiresAt } = await this.entries.join(this.roomId, entry);
    this.pass = { token: guestToken, expiresAt: new Date(expiresAt).getTime() };
    return guestToken;
  }

  private show(state: GuestState): void {
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}
