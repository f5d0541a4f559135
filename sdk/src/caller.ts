import type { Secret } from './options.js';
import type { TokenSession } from './tokens.js';

/** Who a call is sent as. It is asked once and then only renewed, so that a call stays with whoever it began with. */
export class Caller {
  private known: { readonly token: string | undefined } | null = null;
  private refused: string | undefined;

  constructor(
    private readonly session: TokenSession | null,
    private readonly secret: Secret | undefined,
  ) {}

  /**
   * @throws SignInChanged when the token has to be renewed, and somebody else has signed in
   * @throws TypeError when what gives the secret of the moment gives none: nobody calls as nobody without knowing
   */
  async token(): Promise<string | undefined> {
    if (!this.session) {
      const secret = typeof this.secret === 'function' ? await this.secret() : this.secret;
      if (!secret) throw new TypeError('What was to give the apiKey or token gave none.');
      return secret;
    }
    if (this.refused !== undefined && this.known?.token === this.refused)
      this.known = { token: await this.session.after(this.refused) };
    this.known ??= { token: await this.session.accessToken() };
    return this.known.token;
  }

  /** @returns what the call was sent with, if it was */
  get sentWith(): string | undefined {
    return this.known?.token;
  }

  /** @returns whether the call may be sent again with another token than the one that was refused */
  async mayRenew(error: unknown): Promise<boolean> {
    const token = this.known?.token;
    if (!this.session || token === undefined || this.refused !== undefined) return false;
    if (!(await this.session.isRenewable(error, token))) return false;
    this.refused = token;
    return true;
  }
}
