import { z } from 'zod';

/** Why a signing secret is weak: too short, or one of the strings people paste from examples; null when it is not. */
function weakness(secret: string): string | null {
  if (Buffer.byteLength(secret) < 32) return 'has fewer than 32 bytes';
  if (new Set(secret).size < 10) return 'has fewer than 10 different characters';
  if (/change.?me|secret|password|example|default/i.test(secret)) return 'looks like a placeholder';
  return null;
}

const HOW_TO_MAKE = "make one with: node -e \"console.log(require('crypto').randomBytes(48).toString('base64url'))\"";

export const secret = z.string({ error: `is missing: ${HOW_TO_MAKE}` }).superRefine((value, context) => {
  const reason = weakness(value);
  if (reason) context.addIssue({ code: 'custom', message: `${reason}: ${HOW_TO_MAKE}` });
});
