import { createHash } from 'node:crypto';

/** Of a family; a PostgreSQL backend needs about 0.2 MB for each. */
const MOST_SHAPES = 64;

/** Names for prepared statements of dynamic SQL, a bounded number for each family. */
export class StatementShapes {
  /** Names by texts. */
  private readonly families = new Map<string, Map<string, string>>();

  /** @returns '' when the family is full */
  nameOf(family: string, text: string): string {
    const names = this.families.get(family) ?? new Map<string, string>();
    const known = names.get(text);
    if (known !== undefined) return known;
    if (names.size >= MOST_SHAPES) return '';
    const name = `${family}_${createHash('sha256').update(text).digest('hex').slice(0, 20)}`;
    this.families.set(family, names.set(text, name));
    return name;
  }
}
