/** Whether an account may be believed to be who it says. Implemented by the feature that owns accounts. */
export abstract class AccountStanding {
  /** Whether its e-mail address is verified. */
  abstract isVerified(userId: string): Promise<boolean>;
}
