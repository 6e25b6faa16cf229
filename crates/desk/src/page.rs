//! The page: a few files inside the program, without a build step.

use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::routing::get;

/// Path, type and content of every file of the page.
pub(crate) const FILES: [(&str, &str, &str); 12] = [
    ("/", "text/html; charset=utf-8", include_str!("web/index.html")),
    ("/web/desk.css", "text/css; charset=utf-8", include_str!("web/desk.css")),
    ("/web/icon.svg", "image/svg+xml", include_str!("web/icon.svg")),
    ("/web/main.js", JS, include_str!("web/main.js")),
    ("/web/ask.js", JS, include_str!("web/ask.js")),
    ("/web/dom.js", JS, include_str!("web/dom.js")),
    ("/web/text.js", JS, include_str!("web/text.js")),
    ("/web/review.js", JS, include_str!("web/review.js")),
    ("/web/card.js", JS, include_str!("web/card.js")),
    ("/web/search.js", JS, include_str!("web/search.js")),
    ("/web/agreement.js", JS, include_str!("web/agreement.js")),
    ("/web/words.js", JS, include_str!("web/words.js")),
];

const JS: &str = "text/javascript; charset=utf-8";

pub(crate) fn router() -> Router {
    FILES.into_iter().fold(Router::new(), |router, (path, kind, content)| {
        router.route(path, get(move || async move { ([(CONTENT_TYPE, kind)], content) }))
    })
}
