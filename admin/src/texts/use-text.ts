import { useLingui } from '@lingui/react';
import type ofAdministration from './admin.en.json';
import type ofCourses from './courses.en.json';
import type english from './en.json';
import type ofJoining from './joining.en.json';
import type ofOffer from './offer.en.json';

export type TextKey =
  | keyof typeof english
  | keyof typeof ofAdministration
  | keyof typeof ofCourses
  | keyof typeof ofJoining
  | keyof typeof ofOffer;

/** @returns the text of a key in the language of the page, with its values filled in */
export type Text = (key: TextKey, values?: Readonly<Record<string, string | number>>) => string;

export function useText(): Text {
  const { i18n } = useLingui();
  return (key, values) => i18n._(key, values);
}
