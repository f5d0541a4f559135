import { createHash } from 'node:crypto';

/** A backend keeps about 0.2 MB of each. */
const MOST_SHAPES = 64;

/** Names for prepared statements whose text depends on what is asked, a bounded number of each family. */
export class StatementShapes {
  private readonly families = new Map<string, Set<string>>();

  /** @returns '' when the family has as many as it may have */
  nameOf(family: string, text: string): string {
    const name = `${family}_${createHash('sha256').update(text).digest('hex').slice(0, 20)}`;
    const names = this.families.get(family) ?? new Set();
    if (!names.has(name) && names.size >= MOST_SHAPES) return '';
    this.families.set(family, names.add(name));
    return name;
  }
}
