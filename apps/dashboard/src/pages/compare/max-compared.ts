/** More runs than this cannot be told apart beside each other. */
export const maxCompared = 12;
