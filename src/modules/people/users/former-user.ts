/** What an account is called that was erased, and whoever cannot be told any more who they were. */
export const FORMER_USER = 'Former user';
