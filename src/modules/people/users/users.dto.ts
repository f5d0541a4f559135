/*
 * Fields for DTOs of other features. Services use the types of `users.api.ts`.
 */

export { FirstNameField, LastNameField, ShownNameField } from './dto/name-fields.dto.js';
export { PictureUrlProperty } from './dto/person-profile.dto.js';
export { PageNameField } from './dto/page-name-field.dto.js';
export { UsernameField } from './dto/username-field.dto.js';
