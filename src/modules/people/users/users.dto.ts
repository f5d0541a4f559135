/*
 * What the DTOs of other features may take over of people. Services know the types of `users.api.ts`.
 */

export { FirstNameField, LastNameField, ShownNameField } from './dto/name-fields.dto.js';
