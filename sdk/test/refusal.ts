/** @returns what it was rejected with @throws Error when it was not */
export async function refusalOf(call: PromiseLike<unknown>): Promise<unknown> {
  try {
    await call;
  } catch (error) {
    return error;
  }
  throw new Error('It was not refused.');
}
