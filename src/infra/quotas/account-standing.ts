/** Whether an account is trusted. Implemented by the feature that owns accounts. */
export abstract class AccountStanding {
  /** Whether its e-mail address is verified. */
  abstract isVerified(userId: string): Promise<boolean>;
}
