//! Who may ask, and what a browser may do with an answer.
//!
//! A page on this machine can be asked by any other page that the same browser has open, and through a name that is made
//! to point here (DNS rebinding) such a page could read the answers. So every request names a host that is known to be this
//! desk, no request comes from another site, and what changes something comes from the desk's own page or from no page.

use crate::error::Refusal;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};
use std::net::IpAddr;
use std::sync::Arc;

/// Name of the cookie that holds the token.
pub(crate) const COOKIE: &str = "standpoint_desk";

/// What the desk's own pages may load: its own scripts and styles, nothing inline, nothing foreign.
const CONTENT: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
                       frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; \
                       require-trusted-types-for 'script'; trusted-types 'none'";

/// The rules of one desk.
#[derive(Debug)]
pub(crate) struct Guard {
    /// SHA-256 of the token: hashes of equal length are compared, so that the time it takes tells nothing.
    token: Option<[u8; 32]>,
    hosts: Vec<String>,
    /// Listening beyond this machine: any address of it may be named, as an address cannot be rebound.
    open: bool,
    port: u16,
}

impl Guard {
    pub(crate) fn new(token: Option<&str>, hosts: &[String], open: bool, port: u16) -> Self {
        let hosts = hosts.iter().map(|h| h.to_ascii_lowercase()).collect();
        Self { token: token.map(|t| Sha256::digest(t.as_bytes()).into()), hosts, open, port }
    }

    /// True when there is a token to be shown.
    pub(crate) fn asks_for_token(&self) -> bool {
        self.token.is_some()
    }

    /// True for the token.
    pub(crate) fn is_token(&self, shown: &str) -> bool {
        self.token.is_some_and(|token| <[u8; 32]>::from(Sha256::digest(shown.as_bytes())) == token)
    }

    fn knows_host(&self, host: &str) -> bool {
        let (name, port) = match host.rsplit_once(':') {
            Some((name, port)) if !port.contains(']') => (name, port.parse().ok()),
            _ => (host, Some(80)),
        };
        let name = name.to_ascii_lowercase();
        if self.hosts.contains(&name) {
            return true; // perhaps behind a proxy with another port
        }
        let bare = name.trim_start_matches('[').trim_end_matches(']');
        let address: Option<IpAddr> = bare.parse().ok();
        let local = name == "localhost" || address.is_some_and(|a| a.is_loopback() || self.open);
        local && port == Some(self.port)
    }

    fn has_token(&self, headers: &HeaderMap) -> bool {
        let text = |name| headers.get(name).and_then(|v: &HeaderValue| v.to_str().ok());
        let bearer = text(header::AUTHORIZATION).and_then(|v| v.strip_prefix("Bearer "));
        let cookies = text(header::COOKIE).unwrap_or_default().split(';').map(str::trim);
        let mut cookie = cookies.filter_map(|c| c.strip_prefix(COOKIE)?.strip_prefix('='));
        bearer.is_some_and(|t| self.is_token(t)) || cookie.any(|t| self.is_token(t))
    }

    fn check(&self, request: &Request) -> Result<(), Refusal> {
        let headers = request.headers();
        let text = |name: &str| headers.get(name).map(|v| v.to_str().unwrap_or("?"));
        let host = text("host").unwrap_or_default();
        if !self.knows_host(host) {
            let said = Refusal::new(StatusCode::MISDIRECTED_REQUEST, format!("this desk is not `{host}`"));
            return Err(said.hint("open it as localhost, or name the host with --host"));
        }
        let path = request.uri().path();
        let reads = matches!(*request.method(), Method::GET | Method::HEAD);
        // The page itself may be linked to; data may not be asked for from elsewhere, not even to be read by nobody.
        let page = reads && !path.starts_with("/api/") && path != "/report";
        match text("sec-fetch-site") {
            None | Some("same-origin" | "none") => {}
            Some(_) if page => {}
            Some(site) => {
                let said = format!("the request comes from another site ({site})");
                return Err(Refusal::new(StatusCode::FORBIDDEN, said));
            }
        }
        if !reads {
            let own = |origin: &str| {
                origin.split_once("://").is_some_and(|(_, from)| from.eq_ignore_ascii_case(host))
            };
            if let Some(origin) = text("origin").filter(|o| !own(o)) {
                let said = format!("the request comes from `{origin}`, not from this desk");
                return Err(Refusal::new(StatusCode::FORBIDDEN, said));
            }
            if !text("content-type").unwrap_or_default().starts_with("application/json") {
                let said = Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "the body is not JSON");
                return Err(said.hint("send content-type: application/json"));
            }
        }
        let entrance = page || path == "/api/login";
        if self.token.is_some() && !entrance && !self.has_token(headers) {
            let said = Refusal::new(StatusCode::UNAUTHORIZED, "this desk asks for its token");
            return Err(said.hint("show the token that `standpoint serve --token` was started with"));
        }
        Ok(())
    }
}

/// Refuses what the rules refuse, and tells the browser to be strict with everything that is answered.
pub(crate) async fn guard(State(guard): State<Arc<Guard>>, request: Request, next: Next) -> Response {
    let mut response = match guard.check(&request) {
        Ok(()) => next.run(request).await,
        Err(refusal) => refusal.into_response(),
    };
    let headers = response.headers_mut();
    for (name, value) in [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-store"),
        (header::HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (header::HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (header::HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(CONTENT));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_this_desk_are_hosts() {
        let guard = Guard::new(None, &["desk.example".into()], false, 8377);
        for host in [
            "localhost:8377",
            "127.0.0.1:8377",
            "[::1]:8377",
            "LOCALHOST:8377",
            "desk.example",
            "desk.example:443",
        ] {
            assert!(guard.knows_host(host), "{host}");
        }
        for host in [
            "",
            "evil.example:8377",
            "localhost",
            "localhost:80",
            "192.168.1.5:8377",
            "localhost.evil.example:8377",
        ] {
            assert!(!guard.knows_host(host), "{host}");
        }
        let open = Guard::new(Some("0123456789abcdef"), &[], true, 8377);
        assert!(open.knows_host("192.168.1.5:8377") && !open.knows_host("evil.example:8377"));
    }

    #[test]
    fn only_the_token_is_the_token() {
        let guard = Guard::new(Some("0123456789abcdef"), &[], true, 80);
        let headers = |name: &'static str, value: &'static str| {
            HeaderMap::from_iter([(header::HeaderName::from_static(name), HeaderValue::from_static(value))])
        };
        assert!(guard.has_token(&headers("authorization", "Bearer 0123456789abcdef")));
        assert!(guard.has_token(&headers("cookie", "a=b; standpoint_desk=0123456789abcdef")));
        assert!(!guard.has_token(&headers("cookie", "standpoint_desk=0123456789abcde")));
        assert!(!guard.has_token(&headers("authorization", "0123456789abcdef")));
        assert!(!guard.has_token(&HeaderMap::new()));
    }
}
