import { getMetadataStorage } from 'class-validator';
import leven from 'leven';

/** Longer names are no typing errors. */
const LONGEST = 60;

/** Cache by class: class-validator's storage walks over the rules of all classes on each call. */
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

/** "Did you mean": the known field nearest to an unknown one; undefined when none is near. */
export function meantField(target: object | undefined, name: string): string | undefined {
  return !target || name.length > LONGEST ? undefined : nearest(name, fieldsOf(target.constructor));
}

/** By edit distance, at most a third of the letters: `strat` means `start`, `colour` does not mean `limit`. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const most = Math.max(1, Math.round(name.length / 3));
  const [best] = known
    // Names differ by at least as many letters as one is longer than the other.
    .filter((candidate) => Math.abs(candidate.length - name.length) <= most)
    .map((candidate) => ({ candidate, distance: distance(name, candidate) }))
    .filter((found) => found.distance <= most)
    .sort((a, b) => a.distance - b.distance);
  return best?.candidate;
}

function distance(name: string, candidate: string): number {
  const plain = (text: string) => text.replace(/[^A-Za-z0-9]/g, '').toLowerCase();
  return plain(name) === plain(candidate) ? 0 : leven(name, candidate);
}
