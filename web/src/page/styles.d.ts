/** Style sheets that scripts import; esbuild writes them beside the script. */
declare module "*.css";
