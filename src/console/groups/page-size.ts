/** How many groups a page shows: counting the members of each takes 72 of the 1,000 points of an operation. */
export const groupsOnPage = 12
