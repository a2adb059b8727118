/** A file of which nothing is imported, and why. */
export class FileRefused extends Error {}
