/*
 * Shown in responses of other features.
 */

export { BrandDto } from './brand/brand.dto.js';
