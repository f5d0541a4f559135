/** Path prefix of the API; operations endpoints (health, documents) stand outside of it. */
export const API_PREFIX = '/api/v1';
