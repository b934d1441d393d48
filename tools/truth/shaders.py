"""The shaders: a dressed body, painted things, shadows on the floor, depth alone."""

_NOISE = """
float cell(vec3 p){p=fract(p*.3183099+vec3(.1,.2,.3));p*=17.;return fract(p.x*p.y*p.z*(p.x+p.y+p.z));}
float smooth_noise(vec3 x){
  vec3 i=floor(x),f=fract(x);f=f*f*(3.-2.*f);
  return mix(mix(mix(cell(i),cell(i+vec3(1,0,0)),f.x),mix(cell(i+vec3(0,1,0)),cell(i+vec3(1,1,0)),f.x),f.y),
             mix(mix(cell(i+vec3(0,0,1)),cell(i+vec3(1,0,1)),f.x),mix(cell(i+vec3(0,1,1)),cell(i+vec3(1,1,1)),f.x),f.y),f.z);
}
float noise(vec3 p){return .55*smooth_noise(p)+.3*smooth_noise(p*2.03)+.1*smooth_noise(p*4.1);}
"""

_LIGHT = """
uniform vec3 sun,sun_colour,sky,ground,eye;uniform mat4 to_sun;uniform sampler2DShadow shadow_map;
float lit(vec3 w,float facing){
  vec4 q=to_sun*vec4(w,1.);vec3 c=q.xyz/q.w*.5+.5;
  if(c.x<0.||c.x>1.||c.y<0.||c.y>1.)return 1.;
  float s=0.,bias=.002+.004*(1.-facing);
  for(int i=-1;i<=1;i++)for(int j=-1;j<=1;j++)s+=texture(shadow_map,vec3(c.xy+vec2(i,j)*.0025,c.z-bias));
  return s/9.;
}
vec3 tone(vec3 c){return pow(clamp((c*(2.51*c+.03))/(c*(2.43*c+.59)+.14),0.,1.),vec3(1./2.2));}
vec3 shade(vec3 paint,vec3 n,vec3 w,float wrap,float shine,float shadow){
  vec3 v=normalize(eye-w);float facing=clamp((dot(n,sun)+wrap)/(1.+wrap),0.,1.);
  vec3 around=mix(ground,sky,n.z*.5+.5)*clamp(.55+.9*w.z,.55,1.);
  float glint=shine*pow(max(dot(n,normalize(v+sun)),0.),30.)*shadow;
  return tone(paint*(around+sun_colour*facing*shadow)+glint*sun_colour);
}
"""

BODY_VERTEX = (
    """#version 330
in vec3 place;in vec3 normal;in vec3 rest;in vec4 region;in vec4 weave;
uniform mat4 to_screen;out vec3 w;out vec3 n0;out vec3 r;out vec4 g;out vec4 cloth;out float shadow;
"""
    + _LIGHT
    + """
void main(){
  w=place;n0=normal;r=rest;g=region;cloth=weave;shadow=lit(w,clamp(dot(normalize(normal),sun),0.,1.));
  gl_Position=to_screen*vec4(place,1.);
}
"""
)

BODY_FRAGMENT = (
    """#version 330
in vec3 w;in vec3 n0;in vec3 r;in vec4 g;in vec4 cloth;in float shadow;out vec4 o;
uniform vec3 skin,hair,top,bottoms,shoes,socks,belt;uniform vec4 cut;uniform vec3 cut2;uniform vec2 girth;
uniform vec3 eye_left,eye_right,head_middle;uniform float hairline,stripes;
"""
    + _NOISE
    + _LIGHT
    + """
// g: along the arm, along the leg, head, ear.  cut: sleeve, trouser length, hem height, collar height.
// cut2: waist height, sock height along the leg, length of the hair below the ears.  girth: lower, upper end of a belt.
// cloth: folds and their slope.  Noise is asked for once: a software rasteriser takes every branch.
void main(){
  vec3 n=normalize(n0),d=r-head_middle;float wrap=.35,shine=.05;
  bool hairy=g.z>.5&&((d.y>-.015&&d.z>-cut2.z)||d.z>hairline)&&!(d.y<-.02&&d.z<hairline)&&g.w>-.5;
  float fine=noise(hairy?r*vec3(60.,60.,18.):r*40.);bool woven=false;vec3 paint=skin*(.93+.14*fine);
  if(g.z>.5){
    float eyes=min(length((r-eye_left)*vec3(1.,.4,1.6)),length((r-eye_right)*vec3(1.,.4,1.6)));
    if(hairy){paint=hair*(.6+.8*fine);shine=.12;}
    else if(d.y<0.&&eyes<.011)paint=eyes<.0055?vec3(.1):vec3(.9);
  }else if(g.y>1.93){paint=r.z<.018?vec3(.7):shoes;shine=.15;}
  else if(g.y>cut2.y)paint=socks;
  else if(r.z>girth.x&&r.z<girth.y&&g.x<.2){paint=belt;shine=.2;}
  else{
    bool shirt=r.z>cut.z&&r.z<cut.w-.045*smoothstep(.10,.0,abs(r.x))*step(r.y,0.)&&g.x<cut.x;
    if(shirt){paint=top;woven=true;if(stripes>.5&&fract(r.z*9.)<.4)paint=mix(paint,vec3(.9),.6);}
    else if(r.z<cut2.x&&g.y<cut.y&&g.x<.2){paint=bottoms;woven=true;}
  }
  if(woven){
    wrap=.12;paint*=.85+.3*cloth.x;
    n=normalize(n-8.*.035*(cloth.yzw-n*dot(cloth.yzw,n)));
  }
  o=vec4(shade(paint,n,w,wrap,shine,shadow),1.);
}
"""
)

THING_VERTEX = """#version 330
in vec3 place;in vec3 normal;in vec2 pattern;in vec4 paint;
uniform mat4 to_screen,model;out vec3 w;out vec3 n0;out vec2 t;out vec4 c;
void main(){vec4 q=model*vec4(place,1.);w=q.xyz;n0=mat3(model)*normal;t=pattern;c=paint;gl_Position=to_screen*q;}
"""

_THING_INPUTS = """#version 330
in vec3 w;in vec3 n0;in vec2 t;in vec4 c;out vec4 o;
"""
_PLAIN = "if(m<.5)a*=.9+.2*noise(w*6.);"
_WOOD = """
    float plank=floor(t.x*7.);float piece=floor(t.y*.8+cell(vec3(plank,1.,2.))*3.);
    a*=(.75+.5*cell(vec3(plank,piece,3.)))*(.85+.3*noise(vec3(t.x*60.,t.y*4.,0.)));if(fract(t.x*7.)<.03)a*=.5;shine=.1;
"""
_PAINTED = "o=vec4(shade(a,n,w,0.,shine,lit(w,clamp(dot(n,sun),0.,1.))),1.);"

STILL_FRAGMENT = (
    _THING_INPUTS
    + _NOISE
    + _LIGHT
    + """
void main(){
  vec3 n=normalize(n0);vec3 a=c.rgb;float m=c.a,shine=.02;
  """
    + _PLAIN
    + """
  else if(m<1.5){"""
    + _WOOD
    + """
  }else if(m<2.5){vec2 f=fract(t*1.6);a*=.9+.2*cell(vec3(floor(t*1.6),0.));if(f.x<.02||f.y<.02)a*=.6;shine=.1;}
  else if(m<3.5){a*=.8+.3*noise(w*5.);if(cell(floor(vec3(t*160.,0.)))>.965)a=mix(a,vec3(.6,.65,.7),.6);}
  else if(m<4.5)a*=.5+noise(vec3(t*14.,0.))+.5*noise(vec3(t*70.,1.));
  else if(m<5.5){
    vec2 b=t*vec2(4.,12.);b.x+=.5*mod(floor(b.y),2.);vec2 f=fract(b);
    a*=.7+.5*cell(vec3(floor(b),1.));if(f.x<.03||f.y<.07)a=vec3(.55);
  }else if(m<6.5){o=vec4(tone(a*2.2),1.);return;}
  else shine=.35;
  """
    + _PAINTED
    + """
}
"""
)
"""Every material: the room is drawn once a clip."""

MOVING_FRAGMENT = (
    _THING_INPUTS
    + _NOISE
    + _LIGHT
    + """
void main(){
  vec3 n=normalize(n0);vec3 a=c.rgb;float m=c.a,shine=m>6.5?.35:m>.5?.1:.02;
  a*=m>6.5?1.:.9+.2*noise(m<.5?w*6.:vec3(t.x*60.,t.y*4.,0.));
  """
    + _PAINTED
    + """
}
"""
)
"""Plain, wood and metal alone: loads are drawn in every frame, and a software rasteriser takes every branch."""

DEPTH_VERTEX = """#version 330
in vec3 place;uniform mat4 to_screen,model;out vec3 w;
void main(){vec4 q=model*vec4(place,1.);w=q.xyz;gl_Position=to_screen*q;}
"""
DEPTH_FRAGMENT = """#version 330
out vec4 o;void main(){o=vec4(1.);}
"""
FLOOR_FRAGMENT = (
    """#version 330
in vec3 w;out vec4 o;uniform float strength;
"""
    + _LIGHT
    + """
void main(){o=vec4(vec3(1.-strength*(1.-lit(w,1.))),1.);}
"""
)
