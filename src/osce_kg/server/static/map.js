function n(e,r=document){let t=r.querySelector(e);if(!t)throw new Error(`the page has no ${e}`);return t}n("main").dataset.enhanced="true";
