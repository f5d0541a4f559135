import { applyDecorators } from '@nestjs/common';
import { Column, CreateDateColumn, PrimaryColumn, UpdateDateColumn, VersionColumn } from 'typeorm';
import { type Language, LANGUAGES } from '../../kernel/language.js';

/** Milliseconds, because a JavaScript Date has no more: a keyset cursor must survive the round trip. */
const TIMESTAMP = { type: 'timestamptz', precision: 3 } as const;

/** A UUIDv7 primary key that the database makes when the row does not bring one. */
export const IdColumn = () => PrimaryColumn({ type: 'uuid', default: () => 'uuidv7()' });

export const TimestampColumn = (options: { nullable?: boolean; default?: () => string } = {}) =>
  Column({ ...TIMESTAMP, ...options });

export const CreatedAtColumn = () => CreateDateColumn({ ...TIMESTAMP, default: () => 'now()' });

export const UpdatedAtColumn = () => UpdateDateColumn({ ...TIMESTAMP, default: () => 'now()' });

/** Counts the changes of a row; it is the row's ETag. */
export const RowVersionColumn = () => applyDecorators(VersionColumn({ type: 'int', default: 1 }));

export const JsonColumn = (options: { default?: () => string; nullable?: boolean } = {}) =>
  Column({ type: 'jsonb', ...options });

/** What somebody reads; its check is `LANGUAGE_CHECK`. */
export const LanguageColumn = (options: { default?: Language; nullable?: boolean } = {}) =>
  Column({ type: 'varchar', length: 2, ...options });

export const LANGUAGE_CHECK = `language IN (${LANGUAGES.map((language) => `'${language}'`).join(', ')})`;
