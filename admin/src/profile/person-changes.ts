import type { ChangeProfile, User } from '@lyceum/sdk';
import { isLanguage } from '../texts/languages.ts';

/** A person as the form holds them. */
export interface Person {
  readonly name: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly timeZone: string;
  /** Empty where none was chosen. */
  readonly language: string;
  readonly busyWhenAttending: boolean;
  /** Empty where none was chosen. */
  readonly username: string;
  readonly isProfilePublic: boolean;
  /** Of the public page; empty without one. */
  readonly slug: string;
}

export function personOf({ firstName, lastName, language, username, slug, ...me }: User): Person {
  const { name, timeZone, busyWhenAttending, isProfilePublic } = me;
  return {
    name,
    firstName: firstName ?? '',
    lastName: lastName ?? '',
    timeZone,
    language: language ?? '',
    busyWhenAttending,
    username: username ?? '',
    isProfilePublic,
    slug: slug ?? '',
  };
}

/** The body of a PATCH, with what has changed and nothing else: a name that was made of first and last name follows them when it is left alone. */
export function changesOf(person: Person, before: Person): ChangeProfile {
  const { name, firstName, lastName, timeZone, language, busyWhenAttending, username, isProfilePublic, slug } = person;
  return {
    ...(name !== before.name && { name }),
    ...(firstName !== before.firstName && { firstName: firstName.trim() || null }),
    ...(lastName !== before.lastName && { lastName: lastName.trim() || null }),
    ...(timeZone !== before.timeZone && { timeZone }),
    ...(language !== before.language && { language: isLanguage(language) ? language : null }),
    ...(busyWhenAttending !== before.busyWhenAttending && { busyWhenAttending }),
    ...(username !== before.username && { username: username.trim() || null }),
    ...(isProfilePublic !== before.isProfilePublic && { isProfilePublic }),
    ...(slug !== before.slug && { slug: slug.trim() || null }),
  };
}
