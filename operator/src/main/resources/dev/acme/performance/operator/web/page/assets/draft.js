// What somebody has filled in and not sent: there again after a look elsewhere, and with another token of the same user.

const drafts = new Map();

/** A manifest, or null. */
export const draftOf = (user) => drafts.get(user) ?? null;

export const keepDraft = (user, manifest) => drafts.set(user, manifest);

export const dropDraft = (user) => drafts.delete(user);

/** Whoever leaves leaves nothing behind. */
export const dropAllDrafts = () => drafts.clear();
