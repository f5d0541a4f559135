/**
 * Whether PostgreSQL and every UTF-8 encoder can carry the text: no NUL, no lone surrogate.
 * `isWellFormed` is ES2024; Node 20 has it, the ES2023 library types do not.
 */
export function isWellFormed(text: string): boolean {
  return !text.includes('\0') && (text as string & { isWellFormed(): boolean }).isWellFormed();
}
