/** @returns what a field of the type `datetime-local` shows: the browser's own time, to the minute */
export function toLocalTime(instant: string): string {
  const time = new Date(instant);
  const two = (part: number) => String(part).padStart(2, '0');
  const day = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  return `${day}T${two(time.getHours())}:${two(time.getMinutes())}`;
}

/** @returns the instant of such a time */
export function fromLocalTime(local: string): string {
  return new Date(local).toISOString();
}
