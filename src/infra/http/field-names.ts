import { getMetadataStorage } from 'class-validator';
import leven from 'leven';

/** Longer names are nobody's slip. */
const LONGEST = 60;

/** The field of the class that was probably meant by a name that it does not have; undefined when none is near. */
export function meantField(target: object | undefined, name: string): string | undefined {
  if (!target || name.length > LONGEST) return undefined;
  const rules = getMetadataStorage().getTargetValidationMetadatas(target.constructor, '', false, false);
  return nearest(name, [...new Set(rules.map(({ propertyName }) => propertyName))]);
}

/** A third of the letters may be wrong: `strat` means `start`, `colour` does not mean `limit`. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const most = Math.max(1, Math.round(name.length / 3));
  const [best] = known
    .map((candidate) => ({ candidate, distance: distance(name, candidate) }))
    .filter((found) => found.distance <= most)
    .sort((a, b) => a.distance - b.distance);
  return best?.candidate;
}

function distance(name: string, candidate: string): number {
  const plain = (text: string) => text.replace(/[^A-Za-z0-9]/g, '').toLowerCase();
  return plain(name) === plain(candidate) ? 0 : leven(name, candidate);
}
