import { getMetadataStorage } from 'class-validator';
import leven from 'leven';

/** Longer names are nobody's slip. */
const LONGEST = 60;

/** By class, because the storage walks over the rules of all classes at each question. */
const names = new WeakMap<object, readonly string[]>();

/** The fields that a class has rules for, as class-validator's whitelist knows them. */
export function fieldsOf(type: object): readonly string[] {
  let known = names.get(type);
  if (!known) {
    const rules = getMetadataStorage().getTargetValidationMetadatas(type as () => unknown, '', false, false);
    known = [...new Set(rules.map(({ propertyName }) => propertyName))];
    names.set(type, known);
  }
  return known;
}

/** The field of the class that was probably meant by a name that it does not have; undefined when none is near. */
export function meantField(target: object | undefined, name: string): string | undefined {
  return !target || name.length > LONGEST ? undefined : nearest(name, fieldsOf(target.constructor));
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
