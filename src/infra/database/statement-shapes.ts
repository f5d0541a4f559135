import { createHash } from 'node:crypto';

/** Of a family; a PostgreSQL backend needs about 0.2 MB for each. */
const MOST_SHAPES = 64;

/** Names for prepared statements of dynamic SQL, a bounded number for each family. */
export class StatementShapes {
  private readonly families = new Map<string, Set<string>>();

  /** @returns '' when the family is full */
  nameOf(family: string, text: string): string {
    const name = `${family}_${createHash('sha256').update(text).digest('hex').slice(0, 20)}`;
    const names = this.families.get(family) ?? new Set();
    if (!names.has(name) && names.size >= MOST_SHAPES) return '';
    this.families.set(family, names.add(name));
    return name;
  }
}
